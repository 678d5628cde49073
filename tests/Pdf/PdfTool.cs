using System.Diagnostics;

namespace Lecce.Riscossione.Tests.Pdf;

/// <summary>Runs a program on a PDF and returns its output.</summary>
internal static class PdfTool
{
    public static string Fonts(byte[] pdf) => Run(pdf, "pdffonts", file => [file]);

    public static string Info(byte[] pdf, params string[] options) => Run(pdf, "pdfinfo", file => [.. options, file]);

    public static string Text(byte[] pdf) => Run(pdf, "pdftotext", file => ["-raw", "-enc", "UTF-8", file, "-"]);

    public static string Text(byte[] pdf, int firstPage, int lastPage) =>
        Run(pdf, "pdftotext", file => ["-raw", "-enc", "UTF-8", "-f", $"{firstPage}", "-l", $"{lastPage}", file, "-"]);

    public static string Check(byte[] pdf) => Run(pdf, "qpdf", file => ["--check", file]);

    /// <summary>All objects, with decoded streams.</summary>
    public static string Json(byte[] pdf) =>
        Run(pdf, "qpdf", file => ["--json=2", "--json-stream-data=inline", "--decode-level=generalized", file]);

    private static string Run(byte[] pdf, string program, Func<string, string[]> arguments)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, pdf);
            var start = new ProcessStartInfo(program, arguments(file))
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = System.Text.Encoding.UTF8,
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {errors.Result} {output}");
            return output;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
