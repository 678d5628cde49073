namespace Lecce.Riscossione.Migrations;

/// <summary>Lets one process at a time prepare an SQLite database.</summary>
internal static class SqliteSetup
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>A file that is open for one process only; the operating system closes it when the process ends in any way.</summary>
    /// <param name="path">The database file.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IAsyncDisposable> Begin(string path, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(LongestWait);
        while (true)
        {
            try
            {
                return new FileStream(path + ".setup", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException busy) when (busy is not (DirectoryNotFoundException or FileNotFoundException))
            {
                await Task.Delay(BetweenLooks, deadline.Token);
            }
        }
    }
}
