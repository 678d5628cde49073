using Lecce.Riscossione.Api.Data;
using NodaTime;

namespace Lecce.Riscossione.Api.ApiKeys;

/// <summary>
/// The first administrator's key. A file of the data directory holds it before the database stores its hash and until an operator deletes the file,
/// so a crash does not lose it. In Development the key is printed and the file deleted.
/// </summary>
internal sealed class FirstAdminKey(Db db, DataDirectory directory, IClock clock)
{
    public const string FileName = "first-admin.key";

    /// <summary>The file that holds the key.</summary>
    public string File => directory.File(FileName);

    /// <summary>Issues the key if no key exists. Runs under <see cref="Dialect.BeginSetup"/>, one instance at a time.</summary>
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

    public void Forget() => System.IO.File.Delete(File);
}
