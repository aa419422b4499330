"""Jobs that keep the work in the background itself in order."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from cfo_site.ledger import heads

KEPT_HOURS = 24 * 90  # that jobs stay after they are done


@app.periodic(cron="*/10 * * * *")
@app.task(name="cfo_site.take_up_stalled", queueing_lock="cfo_site.take_up_stalled", pass_context=True)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:  # noqa: ARG001  # a periodic job is told when
    """Take up again what a worker had begun that is no longer there."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)


@app.periodic(cron="30 19 * * *")
@app.task(name="cfo_site.forget_old_jobs", queueing_lock="cfo_site.forget_old_jobs", pass_context=True)
async def forget_old_jobs(context: JobContext, timestamp: int) -> None:  # noqa: ARG001  # a periodic job is told when
    """Forget, at half past two at night in Thailand, jobs that were done long ago."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS, include_failed=True)


@app.periodic(cron="10 19 * * *")
@app.task(name="cfo_site.keep_ledger_heads", queueing_lock="cfo_site.keep_ledger_heads")
def keep_ledger_heads(timestamp: int) -> None:  # noqa: ARG001  # a periodic job is told when
    """Keep the heads of the ledger's chains outside the database, at ten past two at night in Thailand."""
    heads.keep()
