using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Api.Access;

/// <summary>
/// The first administrator's key. It is written to a file of the data directory before the database stores its hash, and stays there until an
/// operator deletes the file: neither a crash nor a busy port loses it. In Development it is printed and the file removed.
/// </summary>
internal sealed class FirstAdminKey(Db db, DataDirectory directory, IClock clock)
{
    public const string FileName = "first-admin.key";

    /// <summary>The file that holds the key.</summary>
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

    /// <summary>The key, while its file exists.</summary>
    public string? Find() => System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Trim() : null;

    /// <summary>Deletes the file.</summary>
    public void Forget() => System.IO.File.Delete(File);
}
