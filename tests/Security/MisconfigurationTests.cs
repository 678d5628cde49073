using System.Net;
using System.Text;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Security;

/// <summary>OWASP API8: the real program outside Development, with nothing configured but what it cannot start without.</summary>
public sealed class MisconfigurationTests : IAsyncLifetime
{
    private ApiProcess api = null!;

    public async Task InitializeAsync() =>
        api = await ApiProcess.Start(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Riscossione__MasterSecret"] = Convert.ToBase64String(new byte[32]),
            }
        );

    public async Task DisposeAsync() => await api.DisposeAsync();

    [Fact]
    public async Task API8_security_misconfiguration()
    {
        using var admin = api.Client(api.AdminKey);
        using var anonymous = new HttpClient { BaseAddress = api.Address };

        // What is for development is not there.
        await anonymous.PostText("/dev/tokens", "{}").ExpectProblem(HttpStatusCode.NotFound, "not-found");
        using var verify = new StringContent(NodeMessages.Verify, Encoding.UTF8, "text/xml");
        using var node = await anonymous.PostAsync("/pagopa/paForNode", verify);
        Assert.Equal(HttpStatusCode.Forbidden, node.StatusCode);
        await admin
            .PostText("/v1/webhook-endpoints", """{"url":"https://127.0.0.1/","eventTypes":["payment.recorded"]}""")
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        Assert.Empty((await admin.GetAsync("/v1/organizations").Expect(HttpStatusCode.OK))["items"]!.AsArray());

        // No page of another site may read with a visitor's credentials, and no answer says what runs here.
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v1/organizations");
        preflight.Headers.Add("Origin", "https://altrove.example");
        preflight.Headers.Add("Access-Control-Request-Method", "GET");
        using var allowed = await anonymous.SendAsync(preflight);
        Assert.False(allowed.Headers.Contains("Access-Control-Allow-Origin"));
        using var trace = new HttpRequestMessage(HttpMethod.Trace, "/v1/organizations");
        using var traced = await anonymous.SendAsync(trace);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, traced.StatusCode);
        using var answer = await admin.GetAsync("/v1/organizations");
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }
}
