using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Data.Sqlite;

namespace Lecce.Riscossione.Tests.Operations;

/// <summary>A start refuses what <c>check</c> reports, in the same sentence; neither prints a stack trace or changes the data.</summary>
public sealed class RefusedStartTests : IAsyncLifetime
{
    private readonly TemporaryDirectory folder = new();

    public async Task InitializeAsync()
    {
        // A first start that ends when it is ready.
        await using var api = await ApiProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Riscossione__DataDirectory"] = folder.Path,
                ["ConnectionStrings__Riscossione"] = "",
            },
            new TestDatabase(Engine.Sqlite)
        );
        api.Kill();
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public Task A_missing_master_key_beside_data()
    {
        File.Delete(At("master.key"));
        return BothRefuse("Manca il segreto principale");
    }

    [Fact]
    public Task Another_master_key_than_that_of_the_data()
    {
        File.WriteAllText(At("master.key"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        return BothRefuse("Il segreto principale non è quello con cui la base dati è nata");
    }

    [Fact]
    public Task Another_configured_secret_than_that_of_the_data() =>
        BothRefuse(
            "Il segreto principale non è quello con cui la base dati è nata",
            ("Riscossione__MasterSecret", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))
        );

    [Fact]
    public Task A_master_key_that_is_not_one()
    {
        File.WriteAllText(At("master.key"), "chiave");
        return BothRefuse("non contiene 32 byte in base64");
    }

    [Fact]
    public Task An_emptied_database()
    {
        RemoveLog();
        File.WriteAllBytes(At("riscossione.db"), []);
        return BothRefuse("è un file vuoto");
    }

    [Fact]
    public Task A_damaged_database()
    {
        RemoveLog();
        File.WriteAllBytes(At("riscossione.db"), RandomNumberGenerator.GetBytes(8192));
        return BothRefuse("è danneggiata");
    }

    [Fact]
    public Task A_database_of_something_else()
    {
        RemoveLog();
        File.Delete(At("riscossione.db"));
        Execute("CREATE TABLE Others (Id INTEGER)", SqliteOpenMode.ReadWriteCreate);
        return BothRefuse("non contiene i dati di Riscossione");
    }

    [Fact]
    public Task A_lost_database_with_its_log()
    {
        File.WriteAllText(At("riscossione.db-wal"), "log");
        File.Delete(At("riscossione.db"));
        return BothRefuse("Manca la base dati");
    }

    [Fact]
    public Task A_database_of_a_newer_version()
    {
        Execute("INSERT INTO VersionInfo (Version, AppliedOn, Description) VALUES (209912310000, '2099-12-31', 'Later')");
        return BothRefuse("di una versione più recente del programma");
    }

    [Fact]
    public async Task A_second_process_on_one_file_is_refused_and_check_works_beside_the_first()
    {
        await using var api = await ApiProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Riscossione__DataDirectory"] = folder.Path,
                ["ConnectionStrings__Riscossione"] = "",
            },
            new TestDatabase(Engine.Sqlite)
        );

        var second = await Launch.ToEnd(["--urls", "http://127.0.0.1:0"], ("Riscossione__DataDirectory", folder.Path));
        var check = await Launch.ToEnd(["check"], ("Riscossione__DataDirectory", folder.Path));

        Assert.Equal(1, second.Code);
        Assert.Contains("è in uso da un altro processo del programma", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
        Assert.Equal(0, check.Code);
        Assert.Contains("Il programma è in funzione", check.Output, StringComparison.Ordinal);
    }

    private async Task BothRefuse(string sentence, params (string Name, string Value)[] settings)
    {
        var before = Content();
        (string, string)[] all = [("Riscossione__DataDirectory", folder.Path), .. settings];

        var start = await Launch.ToEnd(["--urls", "http://127.0.0.1:0"], all);
        var check = await Launch.ToEnd(["check"], all);

        Assert.True((start.Code, check.Code) == (1, 1), start.Output + check.Output);
        Assert.All([start.Output, check.Output], output => Assert.Contains(sentence, output, StringComparison.Ordinal));
        Assert.All([start.Output, check.Output], output => Assert.DoesNotContain("   at ", output, StringComparison.Ordinal));
        var line = Assert.Single(start.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("Critical", (string?)JsonNode.Parse(line)!["LogLevel"]);
        Assert.Equal(before, Content());
    }

    private string At(string name) => Path.Combine(folder.Path, name);

    /// <summary>The master key and the database, byte by byte.</summary>
    private IReadOnlyList<string> Content() =>
        [
            .. from name in (string[])["master.key", "riscossione.db"]
            where File.Exists(At(name))
            select $"{name} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(At(name))))}",
        ];

    private void RemoveLog()
    {
        foreach (var file in Directory.GetFiles(folder.Path, "riscossione.db-*"))
        {
            File.Delete(file);
        }
    }

    private void Execute(string sql, SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
    {
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = At(DatabaseSetup.FileName),
            Mode = mode,
            Pooling = false,
        };
        using var connection = new SqliteConnection(connectionString.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
