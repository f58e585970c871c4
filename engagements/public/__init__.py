"""What ventures and citizens see."""
