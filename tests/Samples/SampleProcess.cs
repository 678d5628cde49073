using System.Diagnostics;
using System.Text;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>A sample that runs, and what it prints.</summary>
internal sealed class SampleProcess : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly Lock turn = new();
    private readonly List<string> lines = [];
    private readonly List<(string Part, TaskCompletionSource<string> Found)> awaited = [];

    private SampleProcess(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, printed) => Add(printed.Data);
        process.ErrorDataReceived += (_, printed) => Add(printed.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static SampleProcess Start(string folder, string program, IReadOnlyList<string> arguments) =>
        new(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
                StandardErrorEncoding = Encoding.UTF8,
            }
        );

    /// <summary>Waits for a line with this text, which may have been printed before; returns the line.</summary>
    public async Task<string> Printed(string part)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (turn)
        {
            if (lines.Find(line => line.Contains(part, StringComparison.Ordinal)) is { } printed)
            {
                return printed;
            }

            awaited.Add((part, found));
        }

        try
        {
            return await found.Task.WaitAsync(Timeout);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"«{part}» is not in:\n{All()}", late);
        }
    }

    /// <summary>Waits until the program ends with this code; returns all that it printed.</summary>
    public async Task<string> Ended(int code)
    {
        using var limit = new CancellationTokenSource(Timeout);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == code, $"It ended with {process.ExitCode}:\n{All()}");
        return All();
    }

    /// <summary>Ends it like a power cut.</summary>
    public void Kill()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private string All()
    {
        lock (turn)
        {
            return string.Join('\n', lines);
        }
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (turn)
        {
            lines.Add(line);
            foreach (var (_, found) in awaited.Where(one => line.Contains(one.Part, StringComparison.Ordinal)))
            {
                found.TrySetResult(line);
            }
        }
    }
}
