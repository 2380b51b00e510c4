namespace Dify.Generated;

/// <summary>The repetitions that all calls of one client share: a failing server drains it, successes fill it up again.</summary>
internal sealed class RetryBudget
{
    private const int SuccessesPerRetry = 10;

    private readonly object gate = new();
    private readonly long capacity;
    private long tenths;

    public RetryBudget(int retries)
    {
        capacity = (long)retries * SuccessesPerRetry;
        tenths = capacity;
    }

    public bool TryTake()
    {
        lock (gate)
        {
            if (tenths < SuccessesPerRetry)
            {
                return false;
            }

            tenths -= SuccessesPerRetry;
            return true;
        }
    }

    public void Earn()
    {
        // A full budget is the usual case and needs no lock.
        if (System.Threading.Volatile.Read(ref tenths) >= capacity)
        {
            return;
        }

        lock (gate)
        {
            tenths = System.Math.Min(capacity, tenths + 1);
        }
    }
}
