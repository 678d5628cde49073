using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CsCheck;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.Notices.Layout;
using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Notices;

/// <summary>Reads rendered notices: codes as scanners do, text as screen readers do.</summary>
public sealed class NoticeReadingTests : IDisposable
{
    private const int Dpi = 300;
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [ToolsFact("pdftoppm", "zbarimg", "dmtxread")]
    public void Scanners_read_back_what_the_codes_say_from_rendered_pages()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("RISCOSSIONE_NOTICES_TO_SCAN") ?? "12", CultureInfo.InvariantCulture);
        var seed = 0L;
        Gen.Select(Gen.String[1, 70], Gen.String[1, 120], Gen.Long[1, NoticeCodes.MaxPostalCents], Gen.Int[0, 3])
            .Sample(
                (name, subject, cents, installments) =>
                {
                    var notice = new SampleNotice
                    {
                        DebtorName = name,
                        Subject = subject,
                        AmountCents = Math.Max(cents, 3),
                        Installments = installments < 2 ? 0 : installments,
                        Postal = true,
                        FirstNumber = Interlocked.Add(ref seed, 10),
                    };
                    ScanBack(notice.Content);
                },
                iter: count,
                threads: 1
            );
    }

    [ToolsFact("pdftotext", "pdfinfo", "pdffonts", "qpdf")]
    public void The_file_is_sound_tagged_searchable_and_brings_its_fonts()
    {
        var path = Write(
            new SampleNotice
            {
                Postal = true,
                Installments = 3,
                DebtorName = "Čedomir Łukasz Groß-Șerban",
                Language = "de",
            }.Content
        );

        Assert.Contains("No syntax or stream encoding errors found", Run("qpdf", "--check", path), StringComparison.Ordinal);
        var text = Run("pdftotext", "-layout", path, "-");
        Assert.Contains("Čedomir Łukasz Groß-Șerban", text, StringComparison.Ordinal);
        Assert.Contains("3010 0000 0000 0001 44", text, StringComparison.Ordinal);
        var structure = Run("pdfinfo", "-struct-text", path);
        string[] order =
        [
            "AVVISO DI PAGAMENTO",
            "ENTE CREDITORE",
            "DESTINATARIO AVVISO",
            "QUANTO E QUANDO PAGARE?",
            "DOVE PAGARE?",
            "BANCHE E ALTRI CANALI",
            "BOLLETTINO POSTALE PA",
        ];
        Assert.Equal(order, order.OrderBy(words => structure.IndexOf(words, StringComparison.Ordinal)));
        Assert.Contains("H1", structure, StringComparison.Ordinal);
        var fonts = Run("pdffonts", path).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.All(fonts, font => Assert.Matches(@"^[A-Z]{6}\+\S+ .* yes yes yes ", font));
        Assert.DoesNotContain("Čedomir", Run("pdfinfo", path), StringComparison.Ordinal);
    }

    /// <summary>Screen readers hear separate words at line ends.</summary>
    [ToolsFact("pdfinfo")]
    public void Words_at_line_ends_are_separated_and_long_words_stay_whole()
    {
        var path = Write(
            new SampleNotice
            {
                DebtorName = new string('W', 40),
                Subject = "Tassa sui rifiuti dovuta per l'abitazione e le pertinenze di via Giuseppe Libertini",
                Installments = 3,
            }.Content
        );

        var structure = Run("pdfinfo", "-struct-text", path);

        Assert.Contains(
            "potrebbe subire variazioni per eventuali sgravi, note di credito, indennità di mora,",
            structure,
            StringComparison.Ordinal
        );
        Assert.Contains("per l'abitazione e le pertinenze di via Giuseppe Libertini\"", structure, StringComparison.Ordinal);
        Assert.Contains($"\"{new string('W', 40)}\"", structure, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes()
    {
        var notice = new SampleNotice { Postal = true, Installments = 5 };
        Assert.Equal(Hash(notice.Content), Hash(notice.Content));
    }

    private static string Hash(NoticeContent content)
    {
        using var file = new MemoryStream();
        NoticeRenderer.Write(file, content);
        return Convert.ToHexStringLower(SHA256.HashData(file.ToArray()));
    }

    private void ScanBack(NoticeContent content)
    {
        var path = Write(content);
        var pages = NoticeLayout.Of(content);
        for (var number = 0; number < pages.Count; number++)
        {
            var codes = pages[number].Leaves.OfType<CodeItem>().ToList();
            foreach (var code in codes)
            {
                var part = content.Parts.Single(one =>
                    ReferenceEquals(one.QrModules, code.Modules) || ReferenceEquals(one.Bulletin?.Modules, code.Modules)
                );
                var isQr = ReferenceEquals(part.QrModules, code.Modules);
                var picture = Crop(path, number + 1, code);
                var read = isQr ? Run("zbarimg", "-q", "--raw", picture) : Run("dmtxread", "-N1", "-m5000", picture);
                Assert.Equal(isQr ? part.Qr : part.Bulletin!.DataMatrix, read.TrimEnd('\n'));
            }
        }
    }

    private string Crop(string path, int page, CodeItem code)
    {
        var box = code.Box.Inset(-code.Quiet);
        var target = Path.Combine(folder.Path, $"crop-{Guid.NewGuid():N}");
        string[] place = [.. new[] { box.X, box.Y, box.Width, box.Height }.Select(length => Pixels(length))];
        Run(
            "pdftoppm",
            "-r",
            $"{Dpi}",
            "-f",
            $"{page}",
            "-l",
            $"{page}",
            "-singlefile",
            "-gray",
            "-png",
            "-x",
            place[0],
            "-y",
            place[1],
            "-W",
            place[2],
            "-H",
            place[3],
            path,
            target
        );
        return target + ".png";
    }

    private static string Pixels(Length length) => ((length.Millipoints * Dpi) / 72_000).ToString(CultureInfo.InvariantCulture);

    private string Write(NoticeContent content)
    {
        var path = Path.Combine(folder.Path, $"{Guid.NewGuid():N}.pdf");
        using var file = File.Create(path);
        NoticeRenderer.Write(file, content);
        return path;
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {errors.Result}{output}");
    }
}

/// <summary>A test that needs programs of the system; where one is missing it is a visible skip.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolsFactAttribute : FactAttribute
{
    public ToolsFactAttribute(params string[] programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var missing = programs.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        if (missing.Count > 0)
        {
            Skip = $"Not installed: {string.Join(", ", missing)}.";
        }
    }
}
