using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Api.Access;

/// <summary>
/// The key of the first administrator. It is written to a file of the data directory before the database knows it, and stays there until an
/// operator has taken it: neither a crash nor a busy port can lose it. In Development it is printed, and the file removed.
/// </summary>
internal sealed class FirstAdminKey(Db db, DataDirectory directory, IClock clock)
{
    public const string FileName = "first-admin.key";

    /// <summary>The file that holds the key until it is taken.</summary>
    public string File => directory.File(FileName);

    /// <summary>Issues the key when there is no key at all. Called under <see cref="Dialect.BeginSetup"/>: one instance at a time.</summary>
    public async Task IssueWhenNone(CancellationToken cancellation)
    {
        if (!await IssueApiKey.HasAny(db, cancellation))
        {
            var key = IssueApiKey.NewAdministrator("Prima chiave");
            PrivateFile.Write(File, key.Text, overwrite: true);
            await IssueApiKey.Store(db, key, clock.GetCurrentInstant(), cancellation);
        }
    }

    /// <summary>The key, when it was not taken yet.</summary>
    public string? Find() => System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Trim() : null;

    /// <summary>Removes the file of a key that was taken.</summary>
    public void Forget() => System.IO.File.Delete(File);
}
