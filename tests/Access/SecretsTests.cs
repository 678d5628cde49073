using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Sqlite;
using Lecce.Riscossione.Api.Data.SqlServer;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

namespace Lecce.Riscossione.Tests.Access;

public sealed class SecretsTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    [Fact]
    public void Each_purpose_has_its_own_key_that_never_changes()
    {
        var secrets = new Secrets(new byte[32]);
        Assert.Equal(32, secrets.Derive("a").Length);
        Assert.Equal(secrets.Derive("a"), new Secrets(new byte[32]).Derive("a"));
        Assert.NotEqual(secrets.Derive("a"), secrets.Derive("b"));
    }

    [Fact]
    public void The_secret_made_at_the_first_start_is_found_again() => Assert.Equal(Load(New()).Derive("a"), Load(New()).Derive("a"));

    [Fact]
    public void Two_secrets_have_two_fingerprints_and_a_fingerprint_is_not_a_key()
    {
        var secrets = new Secrets(new byte[32]);
        Assert.Equal(secrets.Fingerprint, new Secrets(new byte[32]).Fingerprint);
        Assert.NotEqual(secrets.Fingerprint, new Secrets([.. new byte[31], 1]).Fingerprint);
        Assert.NotEqual(new byte[32], secrets.Fingerprint);
    }

    [Fact]
    public void A_missing_secret_beside_a_database_is_not_recreated()
    {
        var file = Path.Combine(directory.Path, "riscossione.db");
        File.WriteAllText(file, "data");

        var refusal = Assert.Throws<CannotStart>(() => Load(New()));

        Assert.Contains("Manca il segreto principale", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFiles(directory.Path));
    }

    [Fact]
    public void A_configured_secret_wins_over_the_file()
    {
        var configured = Load(New(), Convert.ToBase64String(new byte[32]));
        Assert.Equal(new Secrets(new byte[32]).Derive("a"), configured.Derive("a"));
        Assert.Empty(Directory.GetFiles(directory.Path));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AAAA")]
    public void A_configured_secret_of_another_length_stops_the_start(string text) => Assert.Throws<CannotStart>(() => Load(New(), text));

    [Fact]
    public void Replicas_on_sql_server_must_be_given_their_common_secret()
    {
        var dialect = new SqlServerDialect("Server=none");
        var refusal = Assert.Throws<CannotStart>(() => Load(dialect));
        Assert.Contains("Riscossione:MasterSecret", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => directory.Dispose();

    private SqliteDialect New() => new(Path.Combine(directory.Path, "riscossione.db"));

    private Secrets Load(Dialect dialect, string? configured = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Riscossione:DataDirectory", directory.Path), new("Riscossione:MasterSecret", configured)])
            .Build();
        var environment = new HostingEnvironment { ContentRootPath = directory.Path };
        return Secrets.Load(configuration, new DataDirectory(configuration, environment), dialect, isDevelopment: false);
    }
}
