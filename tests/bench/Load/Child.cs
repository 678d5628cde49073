using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Lecce.Riscossione.Bench.Load;

/// <summary>A program in a process of its own, which tells on its output where it listens.</summary>
internal sealed class Child : IDisposable
{
    private const string ListeningLine = "Riscossione in ascolto su ";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly Process process;

    private Child(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>The most memory that it ever held, in bytes.</summary>
    public long PeakBytes
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>How long its threads have run on any processor.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts an assembly and waits until it listens.</summary>
    public static async Task<Child> Start(
        string assembly,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? settings = null
    )
    {
        var started = Process.Start(StartInfo(assembly, arguments, settings)) ?? throw new BenchFailure($"{assembly} non parte.");
        using var timeout = new CancellationTokenSource(StartTimeout);
        while (await started.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            if (AddressIn(line) is { } address)
            {
                // A full pipe would block its writer.
                _ = started.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new Child(started, address);
            }
        }

        throw new BenchFailure($"{Path.GetFileName(assembly)} è terminato senza mettersi in ascolto.");
    }

    /// <summary>The address that a line names, whether it is printed or logged as JSON.</summary>
    private static Uri? AddressIn(string line)
    {
        var text = line.StartsWith('{') ? (string?)JsonNode.Parse(line)?["Message"] ?? "" : line;
        return text.StartsWith(ListeningLine, StringComparison.Ordinal) ? new Uri(text[ListeningLine.Length..]) : null;
    }

    public static ProcessStartInfo StartInfo(
        string assembly,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string>? settings
    )
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }
}
