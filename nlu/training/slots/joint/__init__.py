"""Networks that learn intents and slots of any labelled data together, from nothing but that data.

`encoding` turns words into numbers, `learning` trains with TensorFlow what `graph` and `readers` describe, `network` answers
with NumPy alone, `ensemble` trains several at once, one a process.
"""
