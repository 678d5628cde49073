using System.Net;

namespace Lecce.Riscossione.Tests.Host;

public class ApiProcessTests
{
    [Fact]
    public async Task The_admin_key_is_printed_once_and_outlives_a_kill()
    {
        await using var api = await ApiProcess.Start();
        Assert.Equal(HttpStatusCode.OK, await StatusOfKeys(api));

        await api.Restart();

        Assert.DoesNotContain("Admin API key", api.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusOfKeys(api));
    }

    [OnSqlServer]
    public async Task Two_instances_that_start_at_once_share_one_schema_one_seed_and_one_admin_key()
    {
        var (first, second) = await ApiProcess.StartTwoAtOnce(Engine.SqlServer);
        await using var owner = first;
        await using var other = second;

        var key = Assert.Single(new[] { first.AdminKey, second.AdminKey }, printed => printed.Length > 0);

        foreach (var address in new[] { first.Address, second.Address })
        {
            using var client = new HttpClient { BaseAddress = address };
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            var organizations = await client.GetAsync("/v1/organizations").Expect(HttpStatusCode.OK);
            Assert.Single(organizations["items"]!.AsArray());
        }
    }

    [Fact]
    public async Task Data_and_master_secret_are_for_the_owner_only()
    {
        await using var api = await ApiProcess.Start(database: new TestDatabase(Engine.Sqlite));
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(OwnerFile | UnixFileMode.UserExecute, File.GetUnixFileMode(api.DataDirectory));
            foreach (var file in Directory.GetFiles(api.DataDirectory))
            {
                Assert.Equal((file, OwnerFile), (file, File.GetUnixFileMode(file)));
            }

            Assert.Contains(Path.Combine(api.DataDirectory, "riscossione.db-wal"), Directory.GetFiles(api.DataDirectory));

            // As an earlier version created it.
            var database = Path.Combine(api.DataDirectory, "riscossione.db");
            api.Kill();
            File.SetUnixFileMode(database, OwnerFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            await api.Restart();
            Assert.Equal(OwnerFile, File.GetUnixFileMode(database));
        }
    }

    [Fact]
    public async Task A_body_of_fifty_megabytes_is_refused_with_a_problem()
    {
        await using var api = await ApiProcess.Start();
        using var client = api.Client(api.AdminKey);
        using var body = new ByteArrayContent(new byte[50_000_000]);
        body.Headers.ContentType = new("application/json");

        using var response = await client.PostAsync("/v1/api-keys", body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.False(response.Headers.Contains("Server"));
    }

    private static async Task<HttpStatusCode> StatusOfKeys(ApiProcess api)
    {
        using var client = api.Client(api.AdminKey);
        using var response = await client.GetAsync("/v1/api-keys");
        return response.StatusCode;
    }
}
