using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>The real program as a separate process, which can be killed and restarted on the same data.</summary>
public sealed class ApiProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly TestDatabase database;
    private readonly bool ownsDatabase;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly IReadOnlyList<string> launcher;
    private readonly string folder;
    private readonly List<Task<string>> later = [];
    private readonly List<string> startLines = [];
    private Process? process;

    private ApiProcess(
        TestDatabase database,
        bool ownsDatabase,
        IReadOnlyDictionary<string, string>? settings = null,
        IReadOnlyList<string>? launcher = null,
        string? folder = null
    )
    {
        this.database = database;
        this.ownsDatabase = ownsDatabase;
        this.settings = settings ?? new Dictionary<string, string>(StringComparer.Ordinal);
        this.launcher = launcher ?? [];
        this.folder = folder ?? AppContext.BaseDirectory;
    }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The key printed at the first start.</summary>
    public string AdminKey { get; private set; } = "";

    /// <summary>Everything that the program printed since its last start.</summary>
    public string Output { get; private set; } = "";

    /// <summary>The peak memory since the last start, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            process!.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>
    /// Measures the peak from now on, after one-time growth such as caches and compiled code. Where the system cannot reset a peak, the
    /// program is restarted.
    /// </summary>
    public async Task ForgetPeak()
    {
        const string ResetPeak = "5";
        var peak = $"/proc/{process!.Id}/clear_refs";
        if (File.Exists(peak))
        {
            await File.WriteAllTextAsync(peak, ResetPeak);
        }
        else
        {
            await Restart();
        }
    }

    /// <summary>The program's data directory.</summary>
    public string DataDirectory =>
        settings.GetValueOrDefault("Riscossione__DataDirectory") ?? Path.Combine(database.DataDirectory, "made-at-the-first-start");

    /// <summary>The process id.</summary>
    public int Id => process!.Id;

    /// <summary>Starts the program on an empty data directory and waits until it listens.</summary>
    /// <param name="settings">Further environment variables.</param>
    /// <param name="database">A new database, deleted with the program; by default of the engine in the environment.</param>
    /// <param name="launcher">The command prefix that runs the program.</param>
    /// <param name="folder">The folder with the program; that of the tests by default.</param>
    public static async Task<ApiProcess> Start(
        IReadOnlyDictionary<string, string>? settings = null,
        TestDatabase? database = null,
        IReadOnlyList<string>? launcher = null,
        string? folder = null
    )
    {
        var api = new ApiProcess(database ?? new TestDatabase(), ownsDatabase: true, settings, launcher, folder);
        await api.Restart();
        return api;
    }

    /// <summary>Starts the program twice at the same time on one empty database; dispose the second first.</summary>
    /// <param name="engine">The engine of the database.</param>
    /// <param name="settings">Further environment variables, for both.</param>
    public static async Task<(ApiProcess First, ApiProcess Second)> StartTwoAtOnce(
        Engine engine,
        IReadOnlyDictionary<string, string>? settings = null
    )
    {
        var first = new ApiProcess(new TestDatabase(engine), ownsDatabase: true, settings);
        var second = new ApiProcess(first.database, ownsDatabase: false, settings);
        await Task.WhenAll(first.Restart(), second.Restart());
        return (first, second);
    }

    /// <summary>Restarts the program on the same data.</summary>
    public async Task Restart()
    {
        Kill();
        process = Process.Start(StartInfo()) ?? throw new InvalidOperationException("The program did not start.");
        using var timeout = new CancellationTokenSource(StartTimeout);
        var output = new StringBuilder();
        // The last line of a start; later lines belong to the log.
        while (await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            var said = Printed.Said(line);
            output.Append(said).Append('\n');
            startLines.Add(line);
            if (said == "Riscossione pronta")
            {
                break;
            }
        }

        Output = output.ToString();
        Address = new Uri(Printed.Address(Output) ?? throw new InvalidOperationException($"The program stopped:\n{Output}"));
        AdminKey = Printed.AdminKey(Output) ?? FirstKey() ?? AdminKey;
        later.Add(process.StandardOutput.ReadToEndAsync(CancellationToken.None));
    }

    /// <summary>Every line of every start.</summary>
    public IReadOnlyList<string> StartLines => startLines;

    /// <summary>The first key from its file, outside of Development.</summary>
    private string? FirstKey()
    {
        var file = Path.Combine(DataDirectory, "first-admin.key");
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    /// <summary>Kills the program, like <c>kill -9</c> or a power cut.</summary>
    public void Kill()
    {
        process?.Kill(entireProcessTree: true);
        process?.WaitForExit();
        process?.Dispose();
        process = null;
    }

    /// <summary>Asks the program to stop, like <c>docker stop</c> and systemd.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until the program ends; returns its exit code.</summary>
    public async Task<int> Ended()
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        await process!.WaitForExitAsync(timeout.Token);
        return process.ExitCode;
    }

    /// <summary>A client that presents a key, or none.</summary>
    public HttpClient Client(string? key = null)
    {
        // A busy machine may take long to refuse a large body.
        var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = StartTimeout }) { BaseAddress = Address };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        var log = string.Concat(await Task.WhenAll(later));
        await PersonalData.MustNotBeIn(log, Dialect());
        if (ownsDatabase)
        {
            await database.DisposeAsync();
        }
    }

    /// <summary>The log, once the program has ended.</summary>
    public async Task<string> Log() => string.Concat(await Task.WhenAll(later));

    /// <summary>Direct access to the program's database.</summary>
    internal Dialect Dialect() => database.Dialect(DataDirectory);

    private ProcessStartInfo StartInfo()
    {
        string[] command =
        [
            .. launcher,
            "dotnet",
            Path.Combine(folder, "Lecce.Riscossione.Api.dll"),
            "--urls",
            settings.GetValueOrDefault("URLS", "http://127.0.0.1:0"),
        ];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Riscossione__DataDirectory"] = DataDirectory,
                ["ConnectionStrings__Riscossione"] = database.ConnectionString,
            },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
