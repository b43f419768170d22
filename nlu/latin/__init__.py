"""Persian typed in Latin letters («mikham gavahinamamo tamdid konam»), read back as Persian."""
