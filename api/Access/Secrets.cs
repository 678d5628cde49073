using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Api.Access;

/// <summary>The master secret of the installation, from which every other key is derived.</summary>
internal sealed class Secrets(byte[] master)
{
    private const int MasterBytes = 32;
    public const string Setting = "Riscossione:MasterSecret";

    /// <summary>The file, in the data directory, of a secret that was not configured.</summary>
    public const string FileName = "master.key";

    /// <summary>A 32-byte key for one purpose; the same purpose always gives the same key.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, MasterBytes, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>
    /// Reads the master secret from the configuration, or from a file beside the database that is made at the first start. Losing it means
    /// giving out used notice numbers again: it belongs in the back-ups.
    /// </summary>
    public static Secrets Load(IConfiguration configuration, DataDirectory directory, Dialect dialect, bool isDevelopment)
    {
        if (configuration[Setting] is { Length: > 0 } configured)
        {
            return new Secrets(Decode(configured));
        }

        if (dialect.IsShared && !isDevelopment)
        {
            throw new InvalidOperationException(
                $"Con SQL Server serve l'impostazione {Setting} (32 byte in base64), uguale per tutte le istanze: "
                    + "un segreto creato da ciascuna istanza darebbe numeri di avviso in conflitto."
            );
        }

        directory.Create();
        return new Secrets(ReadOrCreate(Path.Combine(directory.Path, FileName)));
    }

    private static byte[] Decode(string text)
    {
        var bytes = new byte[MasterBytes + 1];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == MasterBytes
            ? bytes[..MasterBytes]
            : throw new InvalidOperationException($"L'impostazione {Setting} deve contenere 32 byte in base64.");
    }

    private static byte[] ReadOrCreate(string file)
    {
        if (!File.Exists(file))
        {
            Create(file);
        }

        return Decode(File.ReadAllText(file).Trim());
    }

    private static void Create(string file)
    {
        // Written aside and then given its name: a crash never leaves half a secret behind, and of two instances that start at once the first
        // to give the name decides for both.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var aside = $"{file}.{Guid.NewGuid():N}";
        using (var stream = new FileStream(aside, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterBytes))));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(aside, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(aside);
        }
    }
}
