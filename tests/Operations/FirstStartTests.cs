using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Operations;

/// <summary>The first administrator's key outside of Development is in its file even if the first start fails.</summary>
public sealed class FirstStartTests
{
    private const string KeyFile = "first-admin.key";

    private static readonly Dictionary<string, string> Production = new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Riscossione__MasterSecret"] = Convert.ToBase64String(new byte[32]),
        ["Riscossione__DrainSeconds"] = "0",
    };

    [Fact]
    public async Task The_first_key_is_in_a_file_for_its_owner_and_the_start_logs_json()
    {
        await using var api = await ApiProcess.Start(Production);

        var file = Path.Combine(api.DataDirectory, KeyFile);
        Assert.All(api.StartLines, line => Assert.NotNull(JsonNode.Parse(line)));
        Assert.DoesNotContain(api.StartLines, line => line.Contains("rk_", StringComparison.Ordinal));
        Assert.Contains($"La prima chiave di amministrazione è nel file {file}", api.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusWith(api, File.ReadAllText(file)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task A_busy_port_at_the_first_start_is_one_sentence_and_keeps_the_first_key()
    {
        using var folder = new TemporaryDirectory();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var data = Path.Combine(folder.Path, "data");

        var (code, output) = await Launch.ToEnd(
            ["--urls", $"http://{other.LocalEndpoint}"],
            [.. Production.Select(one => (one.Key, one.Value)), ("Riscossione__DataDirectory", data)]
        );

        Assert.Equal(1, code);
        Assert.Contains($"http://{other.LocalEndpoint}: la porta è già in uso", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.NotNull(JsonNode.Parse(line)));
        Assert.True(File.Exists(Path.Combine(data, KeyFile)));
        await using var api = await ApiProcess.Start(
            new Dictionary<string, string>(Production, StringComparer.Ordinal) { ["Riscossione__DataDirectory"] = data }
        );
        Assert.Equal(HttpStatusCode.OK, await StatusWith(api, File.ReadAllText(Path.Combine(data, KeyFile))));
    }

    [Fact]
    public async Task In_Development_a_key_that_a_failed_first_start_did_not_print_is_printed_by_the_next()
    {
        using var folder = new TemporaryDirectory();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await Launch.ToEnd(
            ["--urls", $"http://{other.LocalEndpoint}"],
            ("Riscossione__DataDirectory", folder.Path),
            ("ASPNETCORE_ENVIRONMENT", "Development")
        );

        await using var api = await ApiProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Riscossione__DataDirectory"] = folder.Path }
        );

        Assert.Contains("Admin API key: rk_", api.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusWith(api, api.AdminKey));
        Assert.False(File.Exists(Path.Combine(folder.Path, KeyFile)));
    }

    [OnEachDatabase]
    public async Task An_operator_on_the_machine_gets_a_new_key_while_the_program_runs(Engine engine)
    {
        var database = new TestDatabase(engine);
        await using var api = await ApiProcess.Start(Production, database);

        var (code, output) = await Launch.ToEnd(
            ["admin-key"],
            [
                .. Production.Select(one => (one.Key, one.Value)),
                ("Riscossione__DataDirectory", api.DataDirectory),
                ("ConnectionStrings__Riscossione", database.ConnectionString),
            ]
        );

        Assert.True(code == 0, output);
        Assert.Equal(HttpStatusCode.OK, await StatusWith(api, Printed.AdminKey(output)!));
    }

    [Fact]
    public async Task Without_a_database_no_key_is_issued_and_nothing_is_created()
    {
        using var folder = new TemporaryDirectory();
        var data = Path.Combine(folder.Path, "data");

        var (code, output) = await Launch.ToEnd(
            ["admin-key"],
            ("Riscossione__DataDirectory", data),
            ("Riscossione__MasterSecret", Convert.ToBase64String(new byte[32]))
        );

        Assert.Equal(1, code);
        Assert.Contains("avviare prima il programma", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    private static async Task<HttpStatusCode> StatusWith(ApiProcess api, string key)
    {
        using var client = api.Client(key);
        using var response = await client.GetAsync("/v1/api-keys");
        return response.StatusCode;
    }
}
