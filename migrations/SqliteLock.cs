namespace Lecce.Riscossione.Migrations;

/// <summary>
/// Limits an SQLite database to one running process, because each would have its own write lane, leases and caches. The lock is an
/// exclusively opened file, which the operating system closes with the process. Within a process the lock is shared.
/// </summary>
internal sealed class SqliteLock : IDisposable
{
    private static readonly Dictionary<string, (FileStream File, int Holders)> Taken = new(StringComparer.Ordinal);
    private readonly string path;
    private bool isReleased;

    private SqliteLock(string path) => this.path = path;

    /// <summary>Takes the lock of a database; null while another process holds it.</summary>
    public static SqliteLock? TryTake(string database)
    {
        var file = FileOf(database);
        lock (Taken)
        {
            try
            {
                Taken[file] = Taken.TryGetValue(file, out var taken)
                    ? (taken.File, taken.Holders + 1)
                    : (new FileStream(file, SqliteFiles.ForOwner(FileMode.OpenOrCreate)), 1);
                return new SqliteLock(file);
            }
            catch (IOException busy) when (SqliteFiles.IsInUse(busy))
            {
                return null;
            }
        }
    }

    /// <summary>True while another process holds the lock. Creates no file.</summary>
    public static bool IsTaken(string database)
    {
        var file = FileOf(database);
        if (!File.Exists(file))
        {
            return false;
        }

        try
        {
            using (new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read))
            {
                return false;
            }
        }
        catch (IOException busy) when (SqliteFiles.IsInUse(busy))
        {
            return true;
        }
    }

    public void Dispose()
    {
        lock (Taken)
        {
            if (isReleased)
            {
                return;
            }

            isReleased = true;
            var (stream, holders) = Taken[path];
            if (holders > 1)
            {
                Taken[path] = (stream, holders - 1);
                return;
            }

            Taken.Remove(path);
            stream.Dispose();
        }
    }

    private static string FileOf(string database) => Path.GetFullPath(database) + ".lock";
}
