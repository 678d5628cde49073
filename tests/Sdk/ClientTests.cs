using System.Net;
using Lecce.Riscossione.Sdk;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Lecce.Riscossione.Tests.Sdk.ScriptedApi;

namespace Lecce.Riscossione.Tests.Sdk;

public sealed class ClientTests
{
    private const string Problem = """
        {
          "type": "/problems/validation-failed", "title": "Dati non accettabili", "status": 422, "detail": "Correggere i campi indicati.",
          "instance": "/v1/things", "code": "validation-failed", "requestId": "01J", "somethingNew": {},
          "errors": [{ "pointer": "/items/0/amountCents", "code": "amount-out-of-range", "detail": "L'importo va da 1 centesimo." }]
        }
        """;

    [Fact]
    public async Task A_problem_becomes_an_exception_with_its_code_fields_and_request_number()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.UnprocessableEntity, Problem, "application/problem+json"));

        var failure = await Assert.ThrowsAsync<RiscossioneException>(() => Client(api).SendAsync<Department>(Get("v1/things"), default));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, failure.Status);
        Assert.Equal("validation-failed", failure.Code);
        Assert.Equal("Correggere i campi indicati.", failure.Detail);
        Assert.Equal("01J", failure.RequestId);
        var field = Assert.Single(failure.Errors);
        Assert.Equal("/items/0/amountCents", field.Pointer);
        Assert.Equal("amount-out-of-range", field.Code);
        Assert.Equal("L'importo va da 1 centesimo.", field.Detail);
        Assert.Equal("422 validation-failed: Correggere i campi indicati. [/items/0/amountCents: amount-out-of-range]", failure.Message);
    }

    [Fact]
    public async Task An_event_keeps_every_member_that_the_list_gives_it()
    {
        const string Page = """
            {"items":[{"id":"01K","type":"payment.recorded","timestamp":"2026-11-22T09:00:00Z","data":{},"department":"tributi",
                       "revenueTypes":["tari"]}]}
            """;
        var api = new ScriptedApi(Answer(HttpStatusCode.OK, Page));

        var read = Assert.Single((await Client(api).Webhooks.FindEventsAsync()).Items);

        Assert.All(typeof(WebhookEvent).GetProperties(), member => Assert.NotNull(member.GetValue(read)));
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>", "text/html")]
    [InlineData("not json", "application/json")]
    [InlineData("{}", "application/problem+json")]
    [InlineData("", "application/problem+json")]
    public async Task An_error_without_a_problem_document_is_reported_as_such(string body, string mediaType)
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.BadGateway, body, mediaType));

        var failure = await Assert.ThrowsAsync<RiscossioneException>(() => Client(api).SendAsync<Department>(Get("v1/things"), default));

        Assert.Equal(HttpStatusCode.BadGateway, failure.Status);
        Assert.Equal("", failure.Code);
        Assert.Equal(body, failure.ResponseText);
        Assert.Equal("The API answered 502 without a problem document.", failure.Message);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    public async Task An_unreadable_success_is_an_exception(string body)
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.OK, body));

        await Assert.ThrowsAsync<RiscossioneException>(() => Client(api).SendAsync<Department>(Get("v1/things"), default));
    }

    [Fact]
    public async Task Values_reach_the_address_escaped_and_dates_in_ISO_form()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.OK));
        var call = Get("v1/things/{id}");
        call.Path("id", "a/b c");
        call.Query("dueFrom", new LocalDate(2026, 3, 1));
        call.Query("since", Instant.FromUtc(2026, 3, 1, 12, 0));
        call.Query("states", new[] { "issued", "paid" });
        call.Query("overdue", true);
        call.Query("cursor", null);

        await Client(api).SendAsync(call, default);

        Assert.Equal(
            ["GET /base/v1/things/a%2Fb%20c?dueFrom=2026-03-01&since=2026-03-01T12%3A00%3A00Z&states=issued&states=paid&overdue=true"],
            api.Calls
        );
        Assert.Equal(["Bearer secret"], api.Authorizations);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(null)]
    public async Task An_id_that_names_nothing_is_refused_before_anything_is_sent(string? id)
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.OK));

        var refused = await Assert.ThrowsAnyAsync<ArgumentException>(() => Client(api).PaymentDocuments.ReadAsync(id!));

        Assert.Equal("id", refused.ParamName);
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task A_body_that_is_missing_is_refused_before_anything_is_sent()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.OK));

        await Assert.ThrowsAsync<ArgumentNullException>(() => Client(api).PaymentDocuments.IssueAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Client(api).Organizations.SetLogoAsync("80008510754", "*", null!));

        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task The_key_is_never_sent_elsewhere()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.OK));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://elsewhere.example/");

        await Assert.ThrowsAsync<ArgumentException>(() => Client(api).SendAsync(request));

        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task A_capture_shows_the_version_of_the_answer_and_parallel_captures_do_not_mix()
    {
        var api = new ScriptedApi(
            (request, _) =>
            {
                var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{}") };
                response.Headers.TryAddWithoutValidation("ETag", $"\"{request.RequestUri!.Segments[^1]}\"");
                return Task.FromResult(response);
            }
        );
        var client = Client(api);

        async Task<string?> Version(string id)
        {
            var answer = new ResponseCapture();
            await client.SendAsync(new ApiCall("GET", "v1/things/" + id, new RequestOptions { Capture = answer }), default);
            await Task.Yield();
            return answer.ETag;
        }

        var versions = await Task.WhenAll(Version("1"), Version("2"), Version("3"));
        Assert.Equal("\"1\" \"2\" \"3\"", string.Join(' ', versions));
    }

    [Fact]
    public async Task A_file_arrives_byte_for_byte_with_its_name()
    {
        var api = new ScriptedApi(
            Answer(
                HttpStatusCode.OK,
                "%PDF",
                "application/pdf",
                response => response.Content.Headers.ContentDisposition = new("attachment") { FileName = "\"avviso.pdf\"" }
            )
        );

        using var file = await Client(api).SendAsync<FileResponse>(Get("v1/notice"), default);

        using var reader = new StreamReader(file.Content);
        Assert.Equal("%PDF", await reader.ReadToEndAsync());
        Assert.Equal("application/pdf", file.MediaType);
        Assert.Equal("avviso.pdf", file.FileName);
    }

    [Fact]
    public async Task Pages_are_fetched_only_as_far_as_the_list_is_read()
    {
        var fetched = new List<string?>();
        Task<(int[] Items, string? Next)> Fetch(string? cursor, CancellationToken cancel)
        {
            fetched.Add(cursor);
            return Task.FromResult<(int[], string?)>(
                cursor switch
                {
                    null => ([1, 2], "b"),
                    "b" => ([], "c"),
                    "c" => ([3], null),
                    _ => throw new InvalidOperationException(cursor),
                }
            );
        }

        var all = Paging.EnumerateAsync(Fetch, page => page.Items, page => page.Next);
        var items = new List<int>();
        await foreach (var item in all)
        {
            items.Add(item);
        }

        await foreach (var item in all)
        {
            break;
        }

        Assert.Equal([1, 2, 3], items);
        Assert.Equal([null, "b", "c", null], fetched);
    }

    [Fact]
    public async Task The_client_comes_from_dependency_injection_with_its_retries()
    {
        var api = new ScriptedApi(BrokenConnection(), Answer(HttpStatusCode.OK));
        var services = new ServiceCollection();
        services
            .AddRiscossione(options =>
            {
                options.BaseAddress = new Uri("http://localhost");
                options.ApiKey = "secret";
                options.BaseDelay = TimeSpan.Zero;
            })
            .ConfigurePrimaryHttpMessageHandler(() => api);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<RiscossioneClient>().SendAsync(Get("v1/things"), default);

        Assert.Equal(["Bearer secret", "Bearer secret"], api.Authorizations);
    }

    [Fact]
    public async Task An_access_token_is_asked_for_before_every_call()
    {
        var api = new ScriptedApi(Answer(HttpStatusCode.OK));
        var count = 0;
        using var client = new RiscossioneClient(
            new HttpClient(api),
            new RiscossioneOptions
            {
                BaseAddress = new Uri("http://localhost"),
                AccessToken = _ => ValueTask.FromResult($"token-{++count}"),
            }
        );

        await client.SendAsync(Get("v1/things"), default);
        await client.SendAsync(Get("v1/things"), default);

        Assert.Equal(["Bearer token-1", "Bearer token-2"], api.Authorizations);
    }

    private static ApiCall Get(string path) => new("GET", path);

    private static RiscossioneClient Client(ScriptedApi api) =>
        new(new HttpClient(api), new RiscossioneOptions { BaseAddress = new Uri("http://localhost/base"), ApiKey = "secret" });
}
