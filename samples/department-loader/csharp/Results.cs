using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lecce.Riscossione.Samples.DepartmentLoader;

/// <summary>The folder with what came of a file. Its name has the hash of the content: the same file has the same folder.</summary>
internal sealed class Results
{
    /// <summary>The column that the loader adds to the rows to mend.</summary>
    public const string Reason = "motivo";

    // With it, spreadsheets read UTF-8.
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    public Results(string parent, string file, byte[] content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..8];
        Folder = Path.Combine(parent, $"{Path.GetFileNameWithoutExtension(file)}-{hash}");
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    public string RowsToMend => Path.Combine(Folder, "scarti.csv");

    public string NoticeNumbers => Path.Combine(Folder, "avvisi.csv");

    private string Load => Path.Combine(Folder, "carico.txt");

    /// <summary>The load that this file became; null when it was not sent yet.</summary>
    public string? SentLoad => File.Exists(Load) ? File.ReadAllText(Load) : null;

    public void KeepLoad(string id) => File.WriteAllText(Load, id);

    public void ForgetLoad() => File.Delete(Load);

    /// <summary>Writes the rows to mend as they were, with the reason in the last column. Without rows there is no file.</summary>
    public void Write(OfficeFile file, IReadOnlyList<(OfficeRow Row, string Reason)> rejected)
    {
        if (rejected.Count == 0)
        {
            File.Delete(RowsToMend);
            return;
        }

        var columns = file.Columns.Where(name => name != Reason).ToList();
        Write(
            RowsToMend,
            rejected
                .Select(one => columns.Select(name => one.Row.Values.GetValueOrDefault(name, "")).Append(one.Reason))
                .Prepend([.. columns, Reason])
        );
    }

    public void Write(IEnumerable<(string ExternalId, IReadOnlyList<string> NoticeNumbers)> accepted) =>
        Write(
            NoticeNumbers,
            accepted
                .SelectMany(one =>
                    one.NoticeNumbers.Select(
                        (number, index) => (IEnumerable<string>)[one.ExternalId, (index + 1).ToString(CultureInfo.InvariantCulture), number]
                    )
                )
                .Prepend([OfficeDebt.Key, "avviso", "numero_avviso"])
        );

    private static void Write(string path, IEnumerable<IEnumerable<string>> lines)
    {
        var draft = $"{path}.tmp";
        File.WriteAllText(draft, string.Concat(lines.Select(OfficeFile.Line)), WithMark);
        File.Move(draft, path, overwrite: true);
    }
}
