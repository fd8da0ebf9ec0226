import Testing
import TextSafety

@Suite("Markdown")
struct MarkdownTests {
  /// How many cells GitHub's tables would make of a row: bars count unless a backslash stands before them.
  private func cells(_ row: String) -> Int {
    var count = 1
    var escaped = false
    for character in row {
      if character == "|" && !escaped { count += 1 }
      escaped = character == "\\" && !escaped
    }
    return count
  }

  @Test("text makes no further cell and no further row, as text and as code")
  func cells() {
    var random = RandomText(seed: 30)
    for _ in 0..<3000 {
      let raw = UntrustedText(random.markup())
      for cell in [MarkdownCell.text(raw), MarkdownCell.code(raw)] {
        #expect(!cell.unicodeScalars.contains { $0 == "\n" || $0 == "\r" })
      }
      #expect(cells("| \(MarkdownCell.text(raw)) | x |") == 4)
    }
  }

  @Test("nothing in it is markup: each such character stands behind a backslash or is an entity")
  func inert() {
    var random = RandomText(seed: 31)
    for _ in 0..<3000 {
      let cell = MarkdownCell.text(UntrustedText(random.markup())).replacing("<!-- -->", with: "")
      var escaped = false
      for character in cell {
        if !escaped { #expect(!"`*_[]()<>|~$!{}^".contains(character), "\(cell)") }
        #expect(!":".contains(character))
        escaped = character == "\\" && !escaped
      }
      #expect(!escaped, "a backslash that takes in what follows")
    }
  }

  @Test(
    "links, mentions, HTML, headings and lists stay text",
    arguments: [
      ("[a](http://evil)", "\\[a\\]\\(http&#58;//evil\\)"), ("![i](x)", "\\!\\[i\\]\\(x\\)"),
      ("<script>&amp;", "&lt;script&gt;&amp;amp;"), ("@octocat", "@<!-- -->octocat"), ("#12", "\\#<!-- -->12"),
      ("www.evil.example", "www&#46;evil.example"), ("WWW.evil", "WWW&#46;evil"), ("- item", "\\- item"),
      ("+ item", "\\+ item"), ("===", "\\==="), ("1. one", "1&#46; one"), ("12) twelve", "12\\) twelve"),
      ("v1.30", "v1.30"), ("web-1", "web-1"), ("a|b", "a\\|b"), ("a\\|b", "a\\\\\\|b"), ("**x**", "\\*\\*x\\*\\*"),
      ("1.30 is old", "1.30 is old"),
    ])
  func samples(raw: String, expected: String) { #expect(MarkdownCell.text(UntrustedText(raw)) == expected) }

  @Test("a code span's fence is longer than what is inside")
  func code() {
    #expect(MarkdownCell.code("web") == "`web`")
    #expect(MarkdownCell.code("a`b") == "``a`b``")
    #expect(MarkdownCell.code("`") == "`` ` ``")
    #expect(MarkdownCell.code("a|b") == "`a\\|b`")
    #expect(MarkdownCell.code("") == "`  `")
    #expect(MarkdownCell.code("x\u{1B}") == "`x␛`")
  }
}
