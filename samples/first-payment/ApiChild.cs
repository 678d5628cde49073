using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Lecce.Riscossione.Samples.FirstPayment;

/// <summary>The API of this checkout as a child process, on a free port and on data that go away with it.</summary>
internal sealed class ApiChild : IDisposable
{
    // The first start compiles.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("riscossione-first-payment-");
    private readonly Process process;
    private readonly PosixSignalRegistration[] signals;

    // A signal may come while the story ends by itself.
    private readonly Lock stopping = new();

    private ApiChild(string checkout)
    {
        process = Process.Start(Command(checkout, data.FullName))!;
        // Whoever interrupts the story must not be left with an API that runs on.
        signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Stop()),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Stop()),
        ];
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The key that may do everything, printed at the first start.</summary>
    public string AdminKey { get; private set; } = "";

    /// <summary>Starts the API and waits until it is ready.</summary>
    public static async Task<ApiChild> Start()
    {
        var api = new ApiChild(Checkout());
        try
        {
            using var timeout = new CancellationTokenSource(Patience);
            await api.ReadUntilReady(timeout.Token);
            return api;
        }
        catch (OperationCanceledException)
        {
            api.Dispose();
            throw new NotAsToldException($"in {Patience.TotalMinutes} minuti l'API non è partita");
        }
        catch
        {
            api.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var signal in signals)
        {
            signal.Dispose();
        }

        Stop();
        process.Dispose();
    }

    private void Stop()
    {
        lock (stopping)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            if (Directory.Exists(data.FullName))
            {
                data.Delete(recursive: true);
            }
        }
    }

    private async Task ReadUntilReady(CancellationToken cancellation)
    {
        var printed = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            printed.AppendLine(line);
            if (After(line, "Riscossione in ascolto su ") is { } address)
            {
                Address = new Uri(address);
            }
            else if (After(line, "Admin API key: ") is { } key)
            {
                AdminKey = key;
            }
            else if (line == "Riscossione pronta")
            {
                // Its log is of no interest here, but a full pipe would stop it.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return;
            }
        }

        throw new NotAsToldException($"l'API si è fermata mentre partiva:\n{printed}");
    }

    private static string? After(string line, string label) =>
        line.StartsWith(label, StringComparison.Ordinal) ? line[label.Length..] : null;

    private static ProcessStartInfo Command(string checkout, string dataDirectory) =>
        new("dotnet", ["run", "--project", Path.Combine(checkout, "api"), "--", "--urls", "http://127.0.0.1:0"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment =
            {
                ["Riscossione__DataDirectory"] = dataDirectory,
                // Empty: the embedded database, whatever this shell is set up for.
                ["ConnectionStrings__Riscossione"] = "",
                // Build servers would be children too, and end with this one while other builds use them.
                ["MSBUILDDISABLENODEREUSE"] = "1",
                ["UseSharedCompilation"] = "false",
            },
        };

    private static string Checkout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lecce.Riscossione.Api.sln")))
            {
                return folder.FullName;
            }
        }

        throw new NotAsToldException("qui intorno non c'è il progetto dell'API: indica un'API in funzione con --url e --key");
    }
}
