using System.Net;
using System.Net.Http.Json;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>While the database cannot write, callers get 503 with Retry-After; afterwards they are served.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private readonly ApiHost api = new(new TestDatabase(Engine.Sqlite));

    public Task InitializeAsync() => api.InitializeAsync();

    public Task DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_full_disk_is_a_503_with_retry_after_until_space_is_free()
    {
        using var client = api.Client(api.AdminKey);
        await LetPages("SELECT page_count FROM pragma_page_count");

        var (answers, refused) = (0, (HttpResponseMessage?)null);
        while (refused is null && answers++ < 200)
        {
            var answer = await Register(client, answers);
            refused = answer.StatusCode == HttpStatusCode.Created ? null : answer;
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused!.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(refused.Headers.RetryAfter);
        await LetPages("SELECT 1000000");

        Assert.Equal(HttpStatusCode.Created, (await Register(client, answers)).StatusCode);
        await Invariant(answers);
    }

    private static Task<HttpResponseMessage> Register(HttpClient client, int number) =>
        client.PostAsJsonAsync(
            $"/v1/organizations/{Psp.Lecce}/departments",
            new { code = $"ufficio-{number}", name = new string('x', 100) }
        );

    /// <summary>Every acknowledged department exists once; the refused request left nothing before it was repeated.</summary>
    private async Task Invariant(int count)
    {
        var db = api.Services.GetRequiredService<Db>();
        var stored = await db.Read(
            sql => sql.Value<int>("SELECT COUNT(*) FROM Departments WHERE Code LIKE 'ufficio-%'"),
            CancellationToken.None
        );
        Assert.Equal(count, stored);
    }

    private Task LetPages(string query) =>
        api
            .Services.GetRequiredService<Db>()
            .Transact(
                async sql =>
                {
                    var pages = await sql.Value<long>(query);
                    await sql.Value<long>($"PRAGMA max_page_count = {pages}");
                },
                CancellationToken.None
            );
}
