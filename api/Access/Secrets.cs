using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Api.Access;

/// <summary>The master secret of the installation, from which every other key is derived.</summary>
internal sealed class Secrets(byte[] master)
{
    private const int MasterBytes = 32;
    public const string Setting = "Riscossione:MasterSecret";

    /// <summary>The file in the data directory that holds the secret when the configuration has none.</summary>
    public const string FileName = "master.key";

    /// <summary>The file that this start created; null when the secret existed.</summary>
    private string? MadeNow { get; init; }

    /// <summary>Identifies this secret without revealing it; the database stores it.</summary>
    public byte[] Fingerprint => Derive("master-fingerprint");

    /// <summary>Derives a 32-byte key; the same purpose always gives the same key.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, MasterBytes, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>Why a text is not a valid secret; null when it is.</summary>
    public static string? Fault(string text) =>
        IsSecret(text, out _) ? null : $"{Setting} deve contenere 32 byte in base64: generarli con openssl rand -base64 32.";

    /// <summary>
    /// Reads the master secret from the configuration or from a file beside the database, which the first start creates. Back-ups must include it:
    /// with another secret, notice numbers would repeat.
    /// </summary>
    /// <exception cref="CannotStart">The file is unreadable, or is missing although data exist.</exception>
    public static Secrets Load(IConfiguration configuration, DataDirectory directory, Dialect dialect, bool isDevelopment)
    {
        if (Find(configuration, directory, dialect, isDevelopment) is { } existing)
        {
            return existing;
        }

        directory.Create();
        var file = directory.File(FileName);
        var text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterBytes));
        return PrivateFile.Write(file, text, overwrite: false)
            ? new Secrets(Convert.FromBase64String(text)) { MadeNow = file }
            : new Secrets(Read(file));
    }

    /// <summary>The configured or stored secret; null when the first start will create it. Changes nothing.</summary>
    /// <exception cref="CannotStart">As for <see cref="Load"/>.</exception>
    public static Secrets? Find(IConfiguration configuration, DataDirectory directory, Dialect dialect, bool isDevelopment)
    {
        if (configuration[Setting] is { Length: > 0 } configured)
        {
            return IsSecret(configured, out var bytes) ? new Secrets(bytes) : throw new CannotStart(Fault(configured)!);
        }

        if (dialect.IsShared && !isDevelopment)
        {
            throw new CannotStart(
                $"Con SQL Server serve l'impostazione {Setting} (32 byte in base64), uguale per tutte le istanze: "
                    + "un segreto creato da ciascuna istanza darebbe numeri di avviso in conflitto."
            );
        }

        var file = directory.File(FileName);
        if (File.Exists(file))
        {
            return new Secrets(Read(file));
        }

        return dialect.FindFault() is null && (dialect.IsShared || dialect.IsMissing) ? null : throw new CannotStart(Missing(file));
    }

    /// <summary>Deletes the secret that this start created if the database turns out to have data.</summary>
    /// <exception cref="CannotStart">The database has data.</exception>
    public void RequireKept()
    {
        if (MadeNow is { } file)
        {
            File.Delete(file);
            throw new CannotStart(Missing(file));
        }
    }

    private static string Missing(string file) =>
        $"Manca il segreto principale {file} accanto a una base dati esistente: ripristinarlo dal backup, oppure darlo con {Setting}. Con un "
        + "segreto nuovo i numeri di avviso si ripeterebbero e i segreti dei webhook non si leggerebbero più.";

    private static byte[] Read(string file)
    {
        try
        {
            return IsSecret(File.ReadAllText(file).Trim(), out var bytes)
                ? bytes
                : throw new CannotStart($"Il segreto principale {file} non contiene 32 byte in base64: ripristinarlo dal backup.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CannotStart($"Il segreto principale {file} non è leggibile: darne la proprietà all'utente che esegue il programma.");
        }
    }

    private static bool IsSecret(string text, out byte[] secret)
    {
        var bytes = new byte[MasterBytes + 1];
        var isSecret = Convert.TryFromBase64String(text, bytes, out var length) && length == MasterBytes;
        secret = bytes[..MasterBytes];
        return isSecret;
    }
}
