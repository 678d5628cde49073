using Lecce.Riscossione.Api.Operations;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lecce.Riscossione.Tests.Operations;

/// <summary>A mistyped command starts nothing, and a stop during the start is no failure.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task A_mistyped_command_is_refused_and_makes_no_database()
    {
        using var folder = new TemporaryDirectory();
        var data = Path.Combine(folder.Path, "data");

        var ended = await Launch.ToEnd(["chekc", "--urls", "http://127.0.0.1:0"], ("Riscossione__DataDirectory", data));

        Assert.Equal(1, ended.Code);
        Assert.Contains("chekc", ended.Output, StringComparison.Ordinal);
        Assert.Contains("I comandi sono check e admin-key", ended.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data), "The data directory was made.");
    }

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-urls=http://127.0.0.1:0")]
    [InlineData("check now")]
    [InlineData("check admin-key")]
    [InlineData("check --urls")]
    public void A_word_that_ASP_NET_Core_would_ignore_is_refused(string line) => Assert.NotNull(CommandLine.FindFault(line.Split(' ')));

    [Theory]
    [InlineData("")]
    [InlineData("check")]
    [InlineData("admin-key --Riscossione:DataDirectory=/srv/data")]
    [InlineData("--urls http://127.0.0.1:0 check")]
    [InlineData("/urls http://127.0.0.1:0")]
    [InlineData("urls=http://127.0.0.1:0 --environment Development")]
    public void Commands_and_settings_are_accepted(string line) =>
        Assert.Null(CommandLine.FindFault(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public async Task A_stop_during_the_start_ends_with_0_and_no_critical_line()
    {
        using var lines = new CriticalLines();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(lines);
        builder.Services.AddHostedService<StoppedWhileStarting>();

        var code = await Start.Run(builder.Build());

        Assert.Equal(0, code);
        Assert.Equal(0, lines.Count);
    }

    private sealed class StoppedWhileStarting(IHostApplicationLifetime lifetime) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.StopApplication();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class CriticalLines : ILoggerProvider, ILogger
    {
        public int Count { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Count += logLevel == LogLevel.Critical ? 1 : 0;

        public void Dispose() { }
    }
}
