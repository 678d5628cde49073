namespace Lecce.Riscossione.Migrations;

/// <summary>Makes the file of an SQLite database, and lets one process at a time prepare it.</summary>
internal static class SqliteSetup
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>The files beside a database that SQLite makes and removes.</summary>
    private static readonly string[] Beside = ["-wal", "-shm", "-journal"];

    /// <summary>A file that is open for one process only; the operating system closes it when the process ends in any way.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="cancellation">Gives up.</param>
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
    /// Makes a new database under another name and renames it when it is complete: a crash leaves no incomplete database, so that a file
    /// with the right name always was one.
    /// </summary>
    /// <param name="path">The database file; it must not exist.</param>
    /// <param name="migrate">Gives a file the schema, and closes it.</param>
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

    /// <summary>Takes from everybody but the owner the access to a database that an earlier version made.</summary>
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
