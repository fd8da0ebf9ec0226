import GRDB

/// The tables of the cache, migration by migration. What stands here once is never changed; what is to change is a
/// migration of its own, further down.
///
/// Nothing here says what people decided: a state follows from what was found, the decisions and the time.
enum CacheSchema {
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("clusters and findings") { db in
      try db.execute(sql: clusters + findings)
    }
    migrator.registerMigration("visits and days") { db in
      try db.execute(sql: history)
    }
    migrator.registerMigration("where rights hold") { db in
      try db.execute(sql: "ALTER TABLE subjects ADD COLUMN rightsNamespace TEXT")
    }
    migrator.registerMigration("labels of subjects") { db in
      try db.execute(sql: "ALTER TABLE subjects ADD COLUMN labels TEXT")
    }
    return migrator
  }()

  /// `digest` tells whether a reading found anything else than the last one. `location` is where a cluster was read
  /// from: it is known before the id is.
  private static let clusters = """
    CREATE TABLE clusters (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      version TEXT NOT NULL,
      source TEXT NOT NULL,
      location TEXT NOT NULL,
      observedAt INTEGER NOT NULL,
      isComplete INTEGER NOT NULL,
      workloads INTEGER NOT NULL,
      objects INTEGER NOT NULL,
      areas TEXT NOT NULL,
      notices TEXT NOT NULL,
      digest BLOB NOT NULL
    );
    CREATE INDEX clustersByLocation ON clusters (location);

    -- Whether all objects of a kind are known, and since when that is so.
    CREATE TABLE completeness (
      cluster INTEGER NOT NULL REFERENCES clusters ON DELETE CASCADE,
      need TEXT NOT NULL,
      missing TEXT,
      since INTEGER NOT NULL,
      PRIMARY KEY (cluster, need)
    ) WITHOUT ROWID;

    """

  /// Numbers of 64 bits are kept with their first bit turned, so that they sort as they do here.
  private static let findings = """
    CREATE TABLE checks (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    );

    -- Which checks the verdicts of a ledger are of, in their order: names joined by blanks.
    CREATE TABLE layouts (
      number INTEGER PRIMARY KEY,
      checks TEXT NOT NULL UNIQUE
    );

    -- The ledger holds two bits for each check, the first in the lowest: 0 not applicable, 1 pass, 2 fail, 3 unknown.
    CREATE TABLE subjects (
      cluster INTEGER NOT NULL REFERENCES clusters ON DELETE CASCADE,
      high INTEGER NOT NULL,
      low INTEGER NOT NULL,
      hash INTEGER NOT NULL,
      "group" TEXT NOT NULL,
      kind TEXT NOT NULL,
      namespace TEXT NOT NULL,
      name TEXT NOT NULL,
      container TEXT,
      discriminator TEXT,
      image TEXT NOT NULL,
      isEphemeral INTEGER NOT NULL,
      isInferred INTEGER NOT NULL,
      isPlatform INTEGER NOT NULL,
      layout INTEGER,
      ledger BLOB,
      PRIMARY KEY (cluster, high, low)
    ) WITHOUT ROWID;

    CREATE TABLE explanations (
      number INTEGER PRIMARY KEY,
      cluster INTEGER NOT NULL REFERENCES clusters ON DELETE CASCADE,
      hash INTEGER NOT NULL,
      content TEXT NOT NULL
    );
    CREATE INDEX explanationsByCluster ON explanations (cluster);

    CREATE TABLE files (
      number INTEGER PRIMARY KEY,
      path TEXT NOT NULL UNIQUE
    );

    CREATE TABLE findings (
      cluster INTEGER NOT NULL REFERENCES clusters ON DELETE CASCADE,
      high INTEGER NOT NULL,
      low INTEGER NOT NULL,
      hash INTEGER NOT NULL,
      "check" INTEGER NOT NULL,
      severity INTEGER NOT NULL,
      subjectHigh INTEGER NOT NULL,
      subjectLow INTEGER NOT NULL,
      headHigh INTEGER,
      headLow INTEGER,
      flags INTEGER NOT NULL,
      evidence INTEGER NOT NULL,
      firstSeen INTEGER NOT NULL,
      lastSeen INTEGER,
      explanation INTEGER,
      file INTEGER,
      document INTEGER NOT NULL,
      line INTEGER NOT NULL,
      PRIMARY KEY (cluster, high, low)
    ) WITHOUT ROWID;

    -- The findings of a cluster once more, as columns that are read at the speed of memory.
    CREATE TABLE tables (
      cluster INTEGER PRIMARY KEY REFERENCES clusters ON DELETE CASCADE,
      content BLOB NOT NULL
    );

    """

  private static let history = """
    CREATE TABLE visits (at INTEGER PRIMARY KEY);

    CREATE TABLE days (
      cluster INTEGER NOT NULL REFERENCES clusters ON DELETE CASCADE,
      day INTEGER NOT NULL,
      area INTEGER NOT NULL,
      critical INTEGER NOT NULL,
      high INTEGER NOT NULL,
      medium INTEGER NOT NULL,
      low INTEGER NOT NULL,
      info INTEGER NOT NULL,
      passed INTEGER NOT NULL,
      failed INTEGER NOT NULL,
      unknown INTEGER NOT NULL,
      notApplicable INTEGER NOT NULL,
      suppressed INTEGER NOT NULL,
      passedWeight INTEGER NOT NULL,
      failedWeight INTEGER NOT NULL,
      PRIMARY KEY (cluster, day, area)
    ) WITHOUT ROWID;
    """
}
