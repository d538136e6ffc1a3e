// One test at a time: the driven clock moves on when the thread pool has nothing left to do.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
