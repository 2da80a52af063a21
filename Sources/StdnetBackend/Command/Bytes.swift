/// An owned byte string: what keys, fields, members and values are made of.
public typealias Bytes = [UInt8]
