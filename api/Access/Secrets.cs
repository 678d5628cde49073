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

    /// <summary>The file, in the data directory, of a secret that was not configured.</summary>
    public const string FileName = "master.key";

    /// <summary>Where the secret was made by this start; null when it was there before.</summary>
    private string? MadeNow { get; init; }

    /// <summary>Identifies this secret without revealing it. The database stores it.</summary>
    public byte[] Fingerprint => Derive("master-fingerprint");

    /// <summary>A 32-byte key for one purpose; the same purpose always gives the same key.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, MasterBytes, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>Why a value cannot be the setting; null when it can.</summary>
    public static string? Fault(string text) =>
        IsSecret(text, out _) ? null : $"{Setting} deve contenere 32 byte in base64: generarli con openssl rand -base64 32.";

    /// <summary>
    /// Reads the master secret from the configuration, or from a file beside the database that is made together with it. Losing it means
    /// giving out used notice numbers again: it belongs in the back-ups.
    /// </summary>
    /// <exception cref="CannotStart">It is missing beside data that exist, or cannot be read.</exception>
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

    /// <summary>The secret that is configured or kept; null when the first start is to make it. Changes nothing.</summary>
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

    /// <summary>Takes back a secret that this start made for a database which turned out to have data.</summary>
    /// <exception cref="CannotStart">It did.</exception>
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
