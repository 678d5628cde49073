using Lecce.Riscossione.Bench.Ceilings;

namespace Lecce.Riscossione.Bench;

internal static class BenchProgram
{
    public static async Task<int> Main(string[] args)
    {
        if (args is ["ceiling", .. var rest])
        {
            await CeilingServer.Run(rest);
            return 0;
        }

        try
        {
            return await Measuring.Run(args, Console.Out);
        }
        catch (BenchFailure failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
