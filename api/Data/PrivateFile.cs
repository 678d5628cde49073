using System.Text;

namespace Lecce.Riscossione.Api.Data;

/// <summary>A small secret in a file that only its owner may read.</summary>
internal static class PrivateFile
{
    /// <summary>
    /// Writes the file under another name and renames it when it is on the disk: a crash never leaves half a secret, and of two instances
    /// that start at once the first to rename decides for both.
    /// </summary>
    /// <param name="file">Where it belongs.</param>
    /// <param name="text">ASCII.</param>
    /// <param name="overwrite">True when the text takes the place of an earlier one.</param>
    /// <returns>False when the file was there already and stays.</returns>
    public static bool Write(string file, string text, bool overwrite)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var aside = $"{file}.{Guid.NewGuid():N}";
        using (var stream = new FileStream(aside, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(aside, file, overwrite);
            return true;
        }
        catch (IOException) when (!overwrite && File.Exists(file))
        {
            File.Delete(aside);
            return false;
        }
    }
}
