"""The demo newsroom: invented outlets and articles, loaded through the real import path."""
