namespace Lecce.Riscossione.Migrations;

/// <summary>Creates the file of an SQLite database, one process at a time.</summary>
internal static class SqliteSetup
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Files that SQLite creates and deletes beside a database.</summary>
    private static readonly string[] Beside = ["-wal", "-shm", "-journal"];

    /// <summary>
    /// Locks the preparation of a database: an exclusively opened file, which the operating system closes with the process.
    /// </summary>
    /// <param name="path">The database file.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static async Task<IAsyncDisposable> Begin(string path, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(MaxWait);
        while (true)
        {
            try
            {
                return new FileStream(path + ".setup", SqliteFiles.ForOwner(FileMode.OpenOrCreate));
            }
            catch (IOException busy) when (SqliteFiles.IsInUse(busy))
            {
                await Task.Delay(Interval, deadline.Token);
            }
        }
    }

    /// <summary>
    /// Creates a database under another name and renames it when it is complete, so that a crash leaves no incomplete database.
    /// </summary>
    /// <param name="path">The database file; it must not exist.</param>
    /// <param name="migrate">Applies the schema to a file and closes it.</param>
    public static void Make(string path, Action<string> migrate)
    {
        var aside = path + ".new";
        foreach (var remains in Beside.Select(suffix => aside + suffix).Append(aside))
        {
            File.Delete(remains);
        }

        using (new FileStream(aside, SqliteFiles.ForOwner(FileMode.CreateNew)))
        {
            // SQLite gives its other files the permissions of the database.
        }

        migrate(aside);
        File.Move(aside, path, overwrite: false);
    }

    /// <summary>Restricts a database of an earlier version to its owner.</summary>
    /// <exception cref="UnauthorizedAccessException">The file belongs to another user.</exception>
    public static void Restrict(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var file in Beside.Select(suffix => path + suffix).Append(path).Where(File.Exists))
        {
            if (File.GetUnixFileMode(file) != SqliteFiles.OwnerOnly)
            {
                File.SetUnixFileMode(file, SqliteFiles.OwnerOnly);
            }
        }
    }
}
