local _ENV = { pairs = pairs }
