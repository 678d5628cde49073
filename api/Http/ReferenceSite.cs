using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace Lecce.Riscossione.Api.Http;

/// <summary>Where the reference page is: at an address of the program, and in the file that is published beside the document.</summary>
internal static class ReferenceSite
{
    /// <summary>The command that writes the page: <c>reference DOCUMENT PAGE</c>.</summary>
    public const string Verb = "reference";

    public const string Path = "/docs/reference";

    private static readonly string Policy =
        "default-src 'none'; frame-ancestors 'none'; style-src "
        + $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(ReferenceStyle.Sheet)))}'";

    public static void Write(string document, string page) =>
        File.WriteAllText(page, new ReferencePage(JsonNode.Parse(File.ReadAllText(document))!).Html());

    public static void MapReference(this WebApplication app)
    {
        var page = new Lazy<Task<string>>(() => Make(app.Services));
        app.MapGet(
                Path,
                async (HttpResponse response) =>
                {
                    response.Headers.ContentSecurityPolicy = Policy;
                    return Results.Content(await page.Value, "text/html; charset=utf-8");
                }
            )
            .ExcludeFromDescription();
    }

    private static async Task<string> Make(IServiceProvider services)
    {
        var document = services.GetRequiredService<ISwaggerProvider>().GetSwagger("v1");
        return new ReferencePage(JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_0))!).Html();
    }
}
