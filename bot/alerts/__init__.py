"""What is sent to whom, once."""
