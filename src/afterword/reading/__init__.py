"""The reading room: from the text of a letter to what it means."""
