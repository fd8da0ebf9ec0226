import ArgumentParser

/// How lists of anything but findings are written.
enum ListFormat: String, ExpressibleByArgument, CaseIterable { case table, json, markdown, csv }
