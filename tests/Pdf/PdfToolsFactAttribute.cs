namespace Lecce.Riscossione.Tests.Pdf;

/// <summary>A test that reads a PDF with poppler-utils and qpdf; skipped without them.</summary>
internal sealed class PdfToolsFactAttribute : FactAttribute
{
    private static readonly string[] Needed = ["pdffonts", "pdfinfo", "pdftotext", "qpdf"];

    public PdfToolsFactAttribute()
    {
        if (Needed.FirstOrDefault(program => !IsInstalled(program)) is { } missing)
        {
            Skip = $"{missing} is not installed (Debian: poppler-utils, qpdf).";
        }
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
