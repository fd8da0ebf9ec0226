import ArgumentParser
import Engine
import Export
import Fetch
import Hardening
import TerminalKit
import TextSafety

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what Bulwark found where it runs, what is wrong with it, and what to do.",
    discussion: """
      Looks at versions, configuration, the state folder and who may write to it, decisions, the cache, the clusters in it,
      who holds files locked, the terminal and limits; and asks each context of the kubeconfig (or those that --context
      names) whether it answers, how fast, which version it is, as whom it knows you, and what you may not read there.
      Each line is ok, look (it works and could be better) or bad. Nothing is written, here or in a cluster.
      Exit status: 0 nothing is bad, 2 the configuration is, 3 anything else is.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  @Option(name: .shortAndLong, help: "table or json.")
  var output: Format = .table

  @OptionGroup(title: "Clusters") var contexts: ContextOptions

  @Flag(help: "Ask no cluster.")
  var offline = false

  func validate() throws {
    if offline, contexts.isGiven { throw ValidationError("--offline asks no context: leave it, or --context") }
  }

  func run() throws {
    var diagnosis = Examination.run(version: Bulwark.version)
    diagnosis.add(
      TerminalExamination.run().map { line in
        let verdict: Diagnosis.Verdict =
          switch line.verdict {
          case .good: .ok
          case .poor: .look
          case .bad: .bad
          }
        return Diagnosis.Line(.terminal, verdict, line.says, next: line.next)
      })
    if !offline {
      let (sources, errors) = try contexts.found()
      diagnosis.add(
        errors.map { Diagnosis.Line(.contexts, .bad, "\($0.what): \($0.why)" as UntrustedText, next: $0.next) })
      diagnosis.add(Waiting.for { await ContextExamination.run(sources) })
    }
    let list = DiagnosisList(diagnosis)
    Console.out(output == .json ? list.json : list.text)
    if diagnosis.isBad(.configuration) { throw ExitStatus.usage }
    if diagnosis.count(.bad) > 0 { throw ExitStatus.incomplete }
  }
}
