// Made by `make generate` from Config/bulwark.yaml. Do not edit.
// swift-format-ignore-file

extension Settings {
  /// The complete default configuration, which is also its manual.
  package static let defaultConfiguration = #"""
    # Bulwark's configuration, complete: every key with its default and what it does.
    #
    # This file is built into the program. To change something, write only the keys that you change into
    # $XDG_CONFIG_HOME/bulwark/config.yaml (`bulwark config path` says where that is), or into a file that
    # $BULWARK_CONFIG names. `bulwark config validate` checks it; `bulwark config show` prints what is in force.

    # One entry for each check that is to differ from its defaults, by the names of `bulwark checks list`:
    #
    #   checks:
    #     cpu-limit:
    #       enabled: false            # never judged
    #     liveness:
    #       severity: medium          # critical, high, medium, low, info
    #     apparmor:
    #       parameters:
    #         explicit: true          # see `bulwark checks show apparmor`
    checks: {}

    # Limits on what is read, so that no file can exhaust memory or time. What exceeds one costs its document alone.
    limits:
      documentMegabytes: 64       # one YAML document, JSON value, or item of a JSON list
      lineMegabytes: 16           # one line of YAML
      depth: 200                  # lists and maps within one another
      aliasNodes: 1000000         # nodes that the aliases of one document stand for

    dashboard:
      theme: dark                 # dark, light, high-contrast, deuteranopia, tritanopia, or a file of yours:
                                  # themes/<name>.yaml beside config.yaml
      filter: ""                  # what the findings are narrowed to at the start, in the filter language: sev>=high

    # Which keys do what in the dashboard: a preset, and instead of its keys your own, by the names of Docs/Keys.md. A key is
    # a, G, ctrl-d, alt-x, f5, pgdn or space, "g g" is two in a row, [] is none: `:` has every action by name. A key that two
    # actions of one view would have is an error that names this file and the line. Ctrl-Z and Ctrl-C stay as they are.
    #
    #   keys:
    #     preset: vim
    #     bind:
    #       acknowledge: [a, f2]
    #       mark-range: "ctrl-v"
    keys:
      preset: k9s                 # k9s, or vim: ctrl-o goes back, ctrl-r does again, zo and zc unfold and fold, ZZ quits
      bind: {}

    triage:
      author: ""                  # who acknowledges and suppresses; empty: the name that the system knows you by
      expires: 30                 # days that the form for suppressing proposes; 0: without end
      annotations: true           # what annotations except from kube-linter, kube-score, polaris, checkov and kubescape is
                                  # suppressed here too; whoever may write an object may write these

    # Which clusters belong together, by their names or ids; * is any text. A group is what suppressions may reach
    # (`--clusters production`) and filters may name (`group:production`). An environment is what a cluster is there for
    # (`env:staging`): the first that holds it.
    #
    #   clusters:
    #     groups:
    #       production: [prod-weu, prod-neu]
    #       azure: [prod-*, stg-*]
    #     environments:
    #       production: [prod-*]
    #       staging: [stg-*]
    clusters:
      groups: {}
      environments: {}
    """# + "\n"
}
