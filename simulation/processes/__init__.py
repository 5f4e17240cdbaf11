"""What happens, told as stories: they wait, choose, move and schedule; they neither count nor print."""
