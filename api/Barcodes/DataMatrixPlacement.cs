namespace Lecce.Riscossione.Api.Barcodes;

/// <summary>Places the bits of codewords in a square symbol (ISO/IEC 16022, annex F).</summary>
internal sealed class DataMatrixPlacement
{
    // The modules of a codeword, relative to the one of its least significant bit; most significant bit first.
    private static readonly (int Row, int Column)[] Utah = [(-2, -2), (-2, -1), (-1, -2), (-1, -1), (-1, 0), (0, -2), (0, -1), (0, 0)];

    private readonly int size;
    private readonly bool[,] taken;
    private readonly bool[,] dark;
    private readonly byte[] codewords;
    private int next;

    private DataMatrixPlacement(byte[] codewords, int size)
    {
        this.codewords = codewords;
        this.size = size;
        taken = new bool[size, size];
        dark = new bool[size, size];
    }

    /// <summary>The modules of the data area, <c>[row, column]</c>, without borders.</summary>
    public static bool[,] Place(byte[] codewords, int size)
    {
        var placement = new DataMatrixPlacement(codewords, size);
        placement.Run();
        return placement.dark;
    }

    /// <summary>Sweeps up and down the diagonals; four corner cases wrap a codeword around the edges.</summary>
    private void Run()
    {
        var (row, column) = (4, 0);
        do
        {
            PlaceCorner(row, column);
            do
            {
                if (row < size && column >= 0 && !taken[row, column])
                {
                    PlaceUtah(row, column);
                }

                (row, column) = (row - 2, column + 2);
            } while (row >= 0 && column < size);
            (row, column) = (row + 1, column + 3);
            do
            {
                if (row >= 0 && column < size && !taken[row, column])
                {
                    PlaceUtah(row, column);
                }

                (row, column) = (row + 2, column - 2);
            } while (row < size && column >= 0);
            (row, column) = (row + 3, column + 1);
        } while (row < size || column < size);

        if (!taken[size - 1, size - 1])
        {
            dark[size - 1, size - 1] = dark[size - 2, size - 2] = true;
        }
    }

    private void PlaceCorner(int row, int column)
    {
        var last = size - 1;
        if (row == size && column == 0)
        {
            Place([(last, 0), (last, 1), (last, 2), (0, last - 1), (0, last), (1, last), (2, last), (3, last)]);
        }
        else if (row == size - 2 && column == 0 && size % 4 != 0)
        {
            Place([(last - 2, 0), (last - 1, 0), (last, 0), (0, last - 3), (0, last - 2), (0, last - 1), (0, last), (1, last)]);
        }
        else if (row == size - 2 && column == 0 && size % 8 == 4)
        {
            Place([(last - 2, 0), (last - 1, 0), (last, 0), (0, last - 1), (0, last), (1, last), (2, last), (3, last)]);
        }
        else if (row == size + 4 && column == 2 && size % 8 == 0)
        {
            Place([(last, 0), (last, last), (0, last - 2), (0, last - 1), (0, last), (1, last - 2), (1, last - 1), (1, last)]);
        }
    }

    private void PlaceUtah(int row, int column)
    {
        Span<(int, int)> cells = stackalloc (int, int)[8];
        for (var bit = 0; bit < 8; bit++)
        {
            cells[bit] = Wrap(row + Utah[bit].Row, column + Utah[bit].Column);
        }

        Place(cells);
    }

    private void Place(ReadOnlySpan<(int Row, int Column)> cells)
    {
        var codeword = codewords[next++];
        for (var bit = 0; bit < 8; bit++)
        {
            var (row, column) = cells[bit];
            taken[row, column] = true;
            dark[row, column] = (codeword & (0x80 >> bit)) != 0;
        }
    }

    private (int Row, int Column) Wrap(int row, int column)
    {
        if (row < 0)
        {
            (row, column) = (row + size, column + 4 - ((size + 4) % 8));
        }

        if (column < 0)
        {
            (row, column) = (row + 4 - ((size + 4) % 8), column + size);
        }

        return (row, column);
    }
}
