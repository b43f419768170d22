"""The linear model that tells a message's intent: features, model, calibration. Knows nothing of Rasa."""
