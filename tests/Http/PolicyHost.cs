using Lecce.Riscossione.Api.Contract;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Data.Sqlite;
using Lecce.Riscossione.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using NodaTime;
using NodaTime.Testing;

namespace Lecce.Riscossione.Tests.Http;

/// <summary>The HTTP policies with endpoints that exist only in tests.</summary>
internal static class PolicyHost
{
    public static async Task<WebApplication> Start(Action<WebApplication> map, params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(
            settings.ToDictionary(one => one.Name, one => (string?)one.Value, StringComparer.Ordinal)
        );
        builder.Services.AddHttpPolicies(builder.Configuration);
        builder.Services.RemoveAll<IHostedService>();
        // Never opened: these endpoints use no database.
        builder.Services.AddSingleton<Dialect>(new SqliteDialect("never-opened.db"));
        builder.Services.AddSingleton<IClock>(new FakeClock(Instant.FromUtc(2026, 11, 23, 11, 0)));
        builder.Services.AddEndpointsApiExplorer();
        builder.Services.AddOpenApiDocument();
        var app = builder.Build();
        app.Use(AnswerHeaders.Set);
        app.UseExceptionHandler(_ => { });
        app.UseRouting();
        app.UseHttpPolicies();
        app.MapContract();
        map(app);
        await app.StartAsync();
        return app;
    }
}
