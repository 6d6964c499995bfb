"""Attribution models before worlds whose truth is known. Loads the simulator and the engine: for commands."""
