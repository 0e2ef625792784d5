"""The archive for assistants, by the Model Context Protocol; every answer with its evidence.

Optional (`pip install "communique[mcp]"`).
"""
