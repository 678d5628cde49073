using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Operations;

/// <summary>The program on a full disk: a small file system in memory, mounted for the program alone.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const string Organizations = "/v1/organizations/80008510754/departments";
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task The_program_is_not_ready_while_the_disk_is_full()
    {
        Skip.IfNot(CanMount(), "This system does not let a test mount a file system of its own (unshare -Urm).");
        await using var api = await ApiProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Riscossione__DataDirectory"] = folder.Path,
                ["ConnectionStrings__Riscossione"] = "",
            },
            new TestDatabase(Engine.Sqlite),
            Mounting("16m")
        );
        using var client = api.Client(api.AdminKey);
        Assert.Equal(HttpStatusCode.OK, await Status(client));
        // The same file system, as the program sees it.
        var ballast = $"/proc/{api.Id}/root{folder.Path}/ballast";
        Fill(ballast);

        await Until(client, HttpStatusCode.ServiceUnavailable, number => Register(client, number));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status(client));
        var problem = await client.GetAsync("/health/ready").ExpectProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.Contains("spazio su disco", (string)problem["detail"]!, StringComparison.Ordinal);
        await client.GetAsync("/v1/organizations").Expect(HttpStatusCode.OK);

        File.Delete(ballast);
        Assert.Equal(HttpStatusCode.OK, await Status(client));
        Assert.Equal(HttpStatusCode.Created, await Register(client, 999));
    }

    private IReadOnlyList<string> Mounting(string size) =>
        ["unshare", "-Urm", "sh", "-c", $"mount -t tmpfs -o size={size},mode=700 tmpfs \"$0\" && exec \"$@\"", folder.Path];

    private bool CanMount()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/unshare"))
        {
            return false;
        }

        var command = (string[])[.. Mounting("1m"), "true"];
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static void Fill(string file)
    {
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
            {
                stream.Write(page);
            }
        }
        catch (IOException)
        {
            // The disk is full.
        }
    }

    /// <summary>Repeats the work until an answer has the status; the write-ahead log may have room for a while.</summary>
    private static async Task Until(HttpClient client, HttpStatusCode status, Func<int, Task<HttpStatusCode>> work)
    {
        const int Max = 20_000;
        for (var number = 1; number < Max; number++)
        {
            if (await work(number) == status)
            {
                return;
            }
        }

        Assert.Fail($"The status {status} did not come; ready: {await Status(client)}.");
    }

    private static async Task<HttpStatusCode> Register(HttpClient client, int number)
    {
        using var answer = await client.PostAsJsonAsync(Organizations, new { code = $"ufficio-{number}", name = $"Ufficio {number}" });
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> Status(HttpClient client)
    {
        using var answer = await client.GetAsync("/health/ready");
        return answer.StatusCode;
    }
}
