namespace Lecce.Riscossione.Api.Barcodes;

/// <summary>A square Data Matrix symbol, ECC 200 (ISO/IEC 16022), of the smallest size for its text.</summary>
internal static class DataMatrix
{
    private static readonly Symbol[] Symbols =
    [
        new(10, 1, 3, 5, 1),
        new(12, 1, 5, 7, 1),
        new(14, 1, 8, 10, 1),
        new(16, 1, 12, 12, 1),
        new(18, 1, 18, 14, 1),
        new(20, 1, 22, 18, 1),
        new(22, 1, 30, 20, 1),
        new(24, 1, 36, 24, 1),
        new(26, 1, 44, 28, 1),
        new(32, 2, 62, 36, 1),
        new(36, 2, 86, 42, 1),
        new(40, 2, 114, 48, 1),
        new(44, 2, 144, 56, 1),
        new(48, 2, 174, 68, 1),
        new(52, 2, 204, 84, 2),
        new(64, 4, 280, 112, 2),
        new(72, 4, 368, 144, 4),
        new(80, 4, 456, 192, 4),
        new(88, 4, 576, 224, 4),
        new(96, 4, 696, 272, 4),
        new(104, 4, 816, 336, 6),
    ];

    /// <summary>The modules, <c>[row, column]</c> from the top left, true for dark, without quiet zone.</summary>
    /// <param name="text">ASCII only.</param>
    public static bool[,] Encode(string text)
    {
        var data = DataMatrixText.Encode(text);
        var symbol =
            Array.Find(Symbols, candidate => candidate.DataCodewords >= data.Count)
            ?? throw new ArgumentException("The text is too long for a symbol.", nameof(text));
        Pad(data, symbol.DataCodewords);
        return Draw(symbol, [.. data, .. Correction(symbol, data)]);
    }

    private static void Pad(List<byte> data, int length)
    {
        const byte FirstPad = 129;
        if (data.Count < length)
        {
            data.Add(FirstPad);
        }

        while (data.Count < length)
        {
            // The 253-state rule randomizes padding, which could otherwise form a pattern (ISO/IEC 16022, B.1.1).
            var pad = FirstPad + (149 * (data.Count + 1) % 253) + 1;
            data.Add((byte)(pad <= 254 ? pad : pad - 254));
        }
    }

    private static byte[] Correction(Symbol symbol, List<byte> data)
    {
        var all = new byte[symbol.CorrectionCodewords];
        var perBlock = symbol.CorrectionCodewords / symbol.Blocks;
        for (var block = 0; block < symbol.Blocks; block++)
        {
            var first = block;
            var share = Enumerable.Range(0, (data.Count - first + symbol.Blocks - 1) / symbol.Blocks);
            var correction = ReedSolomon.Correction([.. share.Select(index => data[first + (index * symbol.Blocks)])], perBlock);
            for (var index = 0; index < perBlock; index++)
            {
                all[block + (index * symbol.Blocks)] = correction[index];
            }
        }

        return all;
    }

    private static bool[,] Draw(Symbol symbol, byte[] codewords)
    {
        var region = symbol.Size / symbol.Regions;
        var inner = region - 2;
        var mapping = DataMatrixPlacement.Place(codewords, inner * symbol.Regions);
        var modules = new bool[symbol.Size, symbol.Size];
        for (var row = 0; row < symbol.Size; row++)
        {
            for (var column = 0; column < symbol.Size; column++)
            {
                var (y, x) = (row % region, column % region);
                modules[row, column] = (y, x) switch
                {
                    (_, 0) => true,
                    _ when y == region - 1 => true,
                    (0, _) => x % 2 == 0,
                    _ when x == region - 1 => y % 2 == 1,
                    _ => mapping[(row / region * inner) + y - 1, (column / region * inner) + x - 1],
                };
            }
        }

        return modules;
    }

    /// <summary>A symbol size.</summary>
    /// <param name="Size">Modules per side.</param>
    /// <param name="Regions">Data regions per side, each with its own border.</param>
    /// <param name="DataCodewords">Data codewords.</param>
    /// <param name="CorrectionCodewords">Error correction codewords.</param>
    /// <param name="Blocks">Interleaved blocks.</param>
    private sealed record Symbol(int Size, int Regions, int DataCodewords, int CorrectionCodewords, int Blocks);
}
