"""The chats and screens, one folder each, the same file names in each."""
