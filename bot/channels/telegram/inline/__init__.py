"""Inline mode: `@bot گذرنامه` in any chat gives cards of services. Nothing of it is kept."""
